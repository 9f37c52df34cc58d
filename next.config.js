/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  // Titles come with the head for everybody: nothing here is slow enough to stream them later.
  htmlLimitedBots: /./,
  // The proxy in front compresses; `server.ts` does it when there is none.
  compress: true,
  serverExternalPackages: [
    '@node-rs/argon2',
    '@node-rs/bcrypt',
    '@zxcvbn-ts/language-common',
    '@zxcvbn-ts/language-fi',
    'dictionary-en',
    'dictionary-nb',
    'dictionary-sv',
    'pg',
    'graphile-worker',
    'pdfkit',
    'pino',
  ],
  // `server.ts` holds each address to its own limit (lib/web/body-limit.ts): this is the largest that a form has.
  experimental: { serverActions: { bodySizeLimit: '36mb' } },
  typescript: { ignoreBuildErrors: true }, // `npm run types` checks the whole tree once
  devIndicators: false,
}
