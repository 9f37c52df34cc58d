/** Every address of an organisation, as a function of its base (`/slug`, or nothing at its own host names). */
export function pathsOf(base: string) {
  return {
    front: base || '/',
    signIn: `${base}/sign-in`,
    signInPassword: `${base}/sign-in/password`,
    signInCode: `${base}/sign-in/code`,
    signInHelp: `${base}/sign-in/help`,
    recover: `${base}/recover`,
    firstPassword: `${base}/first-password`,
    register: `${base}/register`,
    myDetails: `${base}/my-details`,
    mobileCode: `${base}/my-details/mobile`,
    emailCode: `${base}/my-details/email`,
    ownData: `${base}/my-details/download`,
    language: `${base}/language`,
    signOut: `${base}/sign-out`,
    keepAlive: `${base}/keep-alive`,
    admin: `${base}/admin`,
    adminProof: `${base}/admin/proof`,
    adminAudit: `${base}/admin/audit`,
    adminAuditChain: `${base}/admin/audit/chain`,
    adminAuditExport: `${base}/admin/audit/export`,
    adminDeliveries: `${base}/admin/deliveries`,
    adminDelivery: (id: string) => `${base}/admin/deliveries/${id}`,
    adminDeliveryTest: `${base}/admin/deliveries/test`,
    adminLetters: `${base}/admin/deliveries/letters`,
    adminPile: (id: string) => `${base}/admin/deliveries/letters/${id}`,
    ownLog: `${base}/my-details/log`,
    adminProvisioning: `${base}/admin/provisioning`,
    adminRoles: `${base}/admin/roles`,
    adminRolesAsk: `${base}/admin/roles/ask`,
    adminSettings: `${base}/admin/settings`,
    adminSettingsPart: (part: string) => `${base}/admin/settings/${part}`,
    adminDraft: `${base}/admin/settings/draft`,
    adminVersions: `${base}/admin/settings/versions`,
    adminVersion: (number: number) => `${base}/admin/settings/versions/${number}`,
    adminImport: `${base}/admin/import`,
    adminImportFile: `${base}/admin/import/file`,
    adminUpload: (id: string) => `${base}/admin/import/${id}`,
    adminUploadReport: (id: string) => `${base}/admin/import/${id}/report`,
    adminExport: `${base}/admin/export`,
    adminExportFile: (id: string) => `${base}/admin/export/${id}`,
    adminGroups: `${base}/admin/groups`,
    adminGroup: (id: string) => `${base}/admin/groups/${id}`,
    adminPerson: (id: string) => `${base}/admin/people/${id}`,
    adminErasures: `${base}/admin/erasures`,
    adminErasure: (person: string) => `${base}/admin/erasures/${person}`,
    adminOverview: `${base}/admin/overview`,
    adminCampaigns: `${base}/admin/campaigns`,
    adminNewCampaign: `${base}/admin/campaigns/new`,
    adminCampaign: (id: string) => `${base}/admin/campaigns/${id}`,
    adminCampaignLetters: (id: string, letters: string) => `${base}/admin/campaigns/${id}/letters/${letters}`,
  }
}

export type Paths = ReturnType<typeof pathsOf>

/** A path of this organisation to return to, or null: never another site, another organisation or a protocol. */
export function safeReturn(to: string | null | undefined, base: string): string | null {
  if (!to || to.length > 500 || !/^\/(?![/\\])[\w\-./?=&%~]*(#[\w-]+)?$/.test(to) || to.split('/').includes('..')) return null
  return to === base || to.startsWith(`${base}/`) ? to : null
}
