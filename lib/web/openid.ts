import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Interaction, InteractionResults, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { escapeHtml } from '@/lib/core/escape-html'
import { log } from '@/lib/core/log'
import { mustEnrol } from '@/lib/flows/own-factors/factors-of-groups'
import { signOut } from '@/lib/flows/sign-out'
import { findAgreement } from '@/lib/oidc/find-agreement'
import { issuerOf } from '@/lib/oidc/issuer-of'
import { forgetSession, keepSession, loginOf } from '@/lib/oidc/keep-session'
import { listFrames, listOpened } from '@/lib/oidc/list-frames'
import { openProvider, type Pages } from '@/lib/oidc/open-provider'
import { chooseLanguage, wantedLanguages } from '@/lib/organisations/rules'
import type { Organisation } from '@/lib/organisations/schema'
import { findSession, type LiveSession } from '@/lib/sessions/find-session'
import { type Speak, speak } from '@/lib/words/speak'
import { cookiesOf } from './bare-request'
import { cookieLine } from './cookie-jar'
import { cookieNames } from './cookie-names'
import { leftCookie, leftPage, leftPolicy, readLeft } from './left-page'
import { openidPage } from './openid-page'
import { pathsOf } from './paths'
import type { Place } from './place-request'
import { stamp } from './stamps'

// The organisation's OpenID provider answers before Next.js: the library wants the bare request. Its pages are ours.

type Asked = { deps: Deps; organisation: Organisation; place: Place; request: IncomingMessage; response: ServerResponse; nonce: string }
type Caller = Asked & { session: LiveSession | null; say: Speak; issuer: URL }

export const isOpenidPath = (path: string) => path === '/oidc' || path.startsWith('/oidc/')

/** Of each request that is being answered: who asks. */
const callers = new WeakMap<IncomingMessage, Caller>()
const callerOf = ({ req }: KoaContextWithOIDC): Caller => {
  const caller = callers.get(req)
  if (!caller) throw new Error('a request that was never received')
  return caller
}

const pages: Pages = {
  signOut(context, form) {
    const { say } = callerOf(context)
    const button = (word: 'openid.signOut.yes' | 'openid.signOut.no', value: string) =>
      `<button form="op.logoutForm" type="submit"${value}>${escapeHtml(say(word))}</button>`
    const buttons = `<p>${button('openid.signOut.yes', ' class="first" name="logout" value="yes"')} ${button('openid.signOut.no', '')}</p>`
    draw(context, 'openid.signOut.title', `<p>${escapeHtml(say('openid.signOut.text'))}</p>${form}${buttons}`)
  },
  signedOut(context) {
    draw(context, 'openid.signedOut.title', `<p>${escapeHtml(callerOf(context).say('openid.signedOut.text'))}</p>`)
  },
  broken(context, error) {
    const { say } = callerOf(context)
    log().info({ error: error.message }, 'a request to the OpenID provider was refused')
    draw(context, 'openid.broken.title', `<p>${escapeHtml(say('openid.broken.text'))}</p><p class="quiet">${escapeHtml(error.message)}</p>`)
  },
  async entered(context) {
    const { deps, organisation, session, request } = callerOf(context)
    const { client } = context.oidc
    if (!session || !client) return
    const details = { client: client.clientName ?? client.clientId, clientId: client.clientId }
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: 'clients.signed-in',
      outcome: 'success',
      actorId: session.personId,
      details,
      personal: fromWhere(request),
    })
  },
  async leave(context) {
    const { deps, organisation, place, session, request, response } = callerOf(context)
    if (!session) return
    const client = fromWhere(request)
    const opened = await listOpened(deps, organisation.id, session.id)
    await signOut(deps, { organisationId: organisation.id, personId: session.personId, sessionId: session.id, client })
    await forgetSession(deps, organisation.id, session.id)
    response.appendHeader('Set-Cookie', cookieLine(cookieNames.session(organisation.slug), '', { seconds: 0 }))
    if (opened.length === 0) return
    response.appendHeader('Set-Cookie', leftCookie(deps, organisation.id, { opened, to: context.response.get('Location') }))
    context.redirect(pathsOf(place.base).left)
  },
}

const fromWhere = ({ headers }: IncomingMessage) => ({
  address: String(headers[stamp.address] ?? ''),
  userAgent: String(headers['user-agent'] ?? '').slice(0, 300),
})

function draw(context: KoaContextWithOIDC, title: Parameters<Speak>[0], body: string) {
  const { say, organisation, nonce } = callerOf(context)
  context.type = 'html'
  context.body = openidPage({ say, organisation, nonce, title: say(title), body })
}

/** Answers below `/oidc`: the library's own addresses, and the one where a waiting system's question meets our sign-in. */
export async function answerOpenid(asked: Asked): Promise<void> {
  const { deps, organisation, place, request, response, nonce } = asked
  const issuer = new URL(issuerOf(organisation))
  if (place.path === '/oidc/session/left') return answerLeft(asked)
  if (place.base === '' || request.headers[stamp.host] !== issuer.host) return goToIssuer(asked, issuer)
  const provider = await openProvider(deps, organisation, issuer.href, pages)
  const say = speak(languageOf(asked), organisation.settings.words)
  if (!provider) return send(asked, 404, openidPage({ say, organisation, nonce, title: say('page.notFound.title'), body: '' }))

  // No `form-action`: a form of ours goes on to the system's own address. Nothing but the library's one script runs.
  response.setHeader(
    'Content-Security-Policy',
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
  )
  const isOfBrowser = /^\/oidc\/(auth|interaction|session)(\/|$)/.test(place.path)
  const known = isOfBrowser ? await findSession(deps, organisation.id, cookiesOf(request).get(cookieNames.session(organisation.slug))) : null
  // Whoever has to set up a factor first is signed in nowhere else, and led to where that is done.
  const isHeld = known !== null && (await mustEnrol(deps, organisation, known.personId))
  if (isHeld && place.path.startsWith('/oidc/interaction/')) {
    response.writeHead(303, { Location: pathsOf(place.base).factors })
    return void response.end()
  }
  const session = isHeld ? null : known
  const caller = { ...asked, session, say, issuer }
  callers.set(request, caller)
  if (place.path.startsWith('/oidc/interaction/')) return answerInteraction(caller, provider)
  if (session) await keepSession(provider, session)
  lendSession(caller)
  Object.assign(request, { originalUrl: request.url })
  request.url = request.url?.slice(issuer.pathname.length) || '/'
  await provider.callback()(request, response)
}

/** At one of the organisation's own host names the same provider lies, but it has one name. */
function goToIssuer({ place, request, response }: Asked, issuer: URL) {
  const query = request.url?.includes('?') ? request.url.slice(request.url.indexOf('?')) : ''
  if (request.method !== 'GET') response.writeHead(404)
  else response.writeHead(307, { Location: `${issuer.origin}${issuer.pathname.replace(/\/oidc$/, '')}${place.path}${query}` })
  response.end()
}

/** After signing out, at whichever of the organisation's addresses that was. */
async function answerLeft(asked: Asked): Promise<void> {
  const { deps, organisation, place, request, response, nonce } = asked
  const left = readLeft(deps, organisation.id, cookiesOf(request).get(cookieNames.left) ?? '')
  if (!left || request.method !== 'GET') {
    response.writeHead(303, { Location: pathsOf(place.base).signIn })
    return void response.end()
  }
  const frames = await listFrames(deps, organisation, left.opened)
  response.setHeader('Content-Security-Policy', leftPolicy(nonce, frames))
  send(asked, 200, leftPage({ say: speak(languageOf(asked), organisation.settings.words), organisation, nonce, frames, to: left.to }))
}

const libraryCookie = '_session'

/** The library finds our session under its own cookie's name; the browser neither sends nor gets one while it is signed in. */
function lendSession({ session, request, response }: Caller) {
  const others = [...cookiesOf(request)].filter(([name, value]) => name !== libraryCookie || (!session && value.length !== 36))
  request.headers.cookie = [...others, ...(session ? [[libraryCookie, session.id]] : [])].map(([name, value]) => `${name}=${value}`).join('; ')
  if (!session) return
  const setHeader = response.setHeader.bind(response)
  response.setHeader = (name, value) =>
    setHeader(
      name,
      name.toLowerCase() === 'set-cookie'
        ? [value]
            .flat()
            .map(String)
            .filter((cookie) => !cookie.startsWith(`${libraryCookie}=`))
        : value,
    )
}

/**
 * A system waits for somebody to sign in or to agree. Whoever is signed in is taken as they are; others sign in on the
 * usual pages and come back here. Only the browser that the system sent has the cookie of its question.
 */
async function answerInteraction(caller: Caller, provider: Provider): Promise<void> {
  const { deps, organisation, place, request, response, session, say, nonce } = caller
  const [, id = '', cancel] = /^\/oidc\/interaction\/([\w-]+)(\/cancel)?$/.exec(place.path) ?? []
  const interaction = cookiesOf(request).get('_interaction') === id ? await provider.Interaction.find(id) : undefined
  if (!interaction || request.method !== 'GET')
    return send(caller, 400, openidPage({ say, organisation, nonce, title: say('openid.over.title'), body: `<p>${escapeHtml(say('openid.over.text'))}</p>` }))
  if (cancel) return finish(caller, interaction, { error: 'access_denied', error_description: 'the person declined' })

  const go = (path: string) => {
    response.writeHead(303, { Location: path })
    response.end()
  }
  const { signIn, consent } = pathsOf(place.base)
  const here = encodeURIComponent(`${place.base}${place.path}`)
  if (!session) return go(`${signIn}?to=${here}`)
  const { name, reasons } = interaction.prompt
  const login = loginOf(session)
  const result = { login: { accountId: login.accountId, ts: login.loginTs, acr: login.acr, amr: login.amr } }
  if (name === 'login') {
    if (reasons.includes('id_token_hint')) return finish(caller, interaction, { error: 'login_required', error_description: 'somebody else is signed in' })
    const mustProve = reasons.includes('login_prompt') || reasons.includes('max_age')
    // Signing in again makes another session; proving the password again makes the same one newer.
    const hasProved = interaction.session?.uid !== session.id || session.authenticatedAt.getTime() >= (interaction.iat + 1) * 1_000
    return mustProve && !hasProved ? go(`${signIn}?again=1&to=${here}`) : finish(caller, interaction, result)
  }
  const agreement = await findAgreement(deps, organisation.id, session.personId, String(interaction.params.client_id))
  const asked = String(interaction.params.scope).split(' ')
  const isAgreed = agreement?.asksPerson === false || (agreement?.agreedAt && agreement.agreedAt.getTime() >= interaction.iat * 1_000)
  if (!agreement) return finish(caller, interaction, { error: 'access_denied', error_description: 'the system is not for this person' })
  if (!isAgreed || !asked.every((scope) => agreement.agreed.includes(scope))) return go(`${consent}?of=${id}`)
  return finish(caller, interaction, { ...result, consent: {} })
}

/**
 * The system gets its answer. A page goes on by itself instead of a redirect: without JavaScript the browser comes here
 * from the form of our sign-in page, and would follow no redirect from there to another site.
 */
async function finish(caller: Caller, interaction: Interaction, result: InteractionResults): Promise<void> {
  const { say, organisation, nonce } = caller
  if (interaction.session) delete (interaction as { session?: unknown }).session // the person may have signed in again since
  interaction.result = { ...interaction.lastSubmission, ...result }
  await interaction.persist()
  const to = escapeHtml(interaction.returnTo)
  const body = `<p><a href="${to}">${escapeHtml(say('openid.goOn.link'))}</a></p>`
  send(caller, 200, openidPage({ say, organisation, nonce, title: say('openid.goOn.title'), head: `<meta http-equiv="refresh" content="0;url=${to}">`, body }))
}

function send({ response }: Asked, status: number, page: string) {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' })
  response.end(page)
}

function languageOf({ organisation, request }: Asked) {
  const chosen = cookiesOf(request).get(cookieNames.language) ?? null
  return chooseLanguage(organisation.settings.languages, [chosen, ...wantedLanguages(request.headers['accept-language'] ?? null)])
}
