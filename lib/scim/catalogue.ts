import { pageSize } from './rules'
import { type JsonObject, urn } from './schema'

// What the portal says of itself to a client (RFC 7643 5 to 7).

type Attribute = { name: string; more?: JsonObject; subAttributes?: Attribute[] }

const text = (name: string, more: JsonObject = {}): Attribute => ({ name, more })
const list = (name: string, subAttributes: Attribute[], more: JsonObject = {}): Attribute => ({
  name,
  more: { type: 'complex', multiValued: true, ...more },
  subAttributes,
})
const readOnly = { mutability: 'readOnly' }

function write({ name, more = {}, subAttributes }: Attribute): JsonObject {
  return {
    name,
    type: 'string',
    multiValued: false,
    description: name,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...more,
    ...(subAttributes ? { subAttributes: subAttributes.map(write) } : {}),
  }
}

const kinds = (...canonicalValues: string[]) => text('type', { canonicalValues })
const primary: Attribute = { name: 'primary', more: { type: 'boolean' } }

const attributes: Record<string, { name: string; attributes: Attribute[] }> = {
  [urn.user]: {
    name: 'User',
    attributes: [
      text('userName', { required: true, uniqueness: 'server' }),
      { name: 'name', more: { type: 'complex' }, subAttributes: [text('formatted', readOnly), text('familyName'), text('givenName')] },
      text('displayName', readOnly),
      text('preferredLanguage'),
      { name: 'active', more: { type: 'boolean' } },
      list('emails', [text('value', { uniqueness: 'server' }), kinds('work'), primary]),
      list('phoneNumbers', [text('value'), kinds('mobile')]),
      list('addresses', [text('streetAddress'), text('locality'), text('postalCode'), text('country'), kinds('work'), primary]),
      list(
        'groups',
        [
          text('value', readOnly),
          text('$ref', { type: 'reference', referenceTypes: ['Group'], ...readOnly }),
          text('display', readOnly),
          text('type', readOnly),
        ],
        readOnly,
      ),
    ],
  },
  [urn.enterpriseUser]: { name: 'EnterpriseUser', attributes: [text('employeeNumber', { uniqueness: 'server' })] },
  [urn.group]: {
    name: 'Group',
    attributes: [
      text('displayName', { required: true, caseExact: true, uniqueness: 'server' }),
      list('members', [
        text('value', { caseExact: true, mutability: 'immutable' }),
        text('$ref', { type: 'reference', referenceTypes: ['User'], mutability: 'immutable' }),
        text('display', readOnly),
        text('type', { canonicalValues: ['User'], mutability: 'immutable' }),
      ]),
    ],
  },
}

/** The schemas, each under its name; `address` is where SCIM lies. */
export function schemasAt(address: string): (JsonObject & { id: string })[] {
  return Object.entries(attributes).map(([id, { name, attributes }]) => ({
    schemas: [urn.schema],
    id,
    name,
    description: name,
    attributes: attributes.map(write),
    meta: { resourceType: 'Schema', location: `${address}/Schemas/${id}` },
  }))
}

export function resourceTypesAt(address: string): (JsonObject & { id: string })[] {
  const type = (id: string, endpoint: string, schema: string, more: JsonObject) => ({
    schemas: [urn.resourceType],
    id,
    name: id,
    description: id,
    endpoint,
    schema,
    ...more,
    meta: { resourceType: 'ResourceType', location: `${address}/ResourceTypes/${id}` },
  })
  return [
    type('User', '/Users', urn.user, { schemaExtensions: [{ schema: urn.enterpriseUser, required: false }] }),
    type('Group', '/Groups', urn.group, { schemaExtensions: [] }),
  ]
}

/** What can be done here and what can't. */
export function configurationAt(address: string): JsonObject {
  return {
    schemas: [urn.serviceProvider],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: pageSize.most },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    pagination: { cursor: true, index: true, defaultPaginationMethod: 'index', defaultPageSize: pageSize.usual, maxPageSize: pageSize.most },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token that an administrator makes under Provisioning',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${address}/ServiceProviderConfig` },
  }
}
