/** Something to read behind the sign-in, its news, the handbook under the question mark, the systems on the front page, and notices on every page inside. */
export const contentKinds = ['page', 'news', 'help', 'system', 'notice'] as const
export type ContentKind = (typeof contentKinds)[number]

/** `public` is for help alone: everything else lies behind the sign-in. */
export const audiences = ['public', 'members', 'groups'] as const
export type Audience = (typeof audiences)[number]

export const contentStates = ['draft', 'review', 'published'] as const
export type ContentState = (typeof contentStates)[number]

/** What editors look for: a state, what readers no longer have, what is past its review, translations that are stale. */
export const listStates = [...contentStates, 'expired', 'overdue', 'stale'] as const
export type ListState = (typeof listStates)[number]

/** Who reads: somebody who is not signed in, a person of the organisation, or an editor, who sees all of it. */
export type Reader = { reads: 'stranger' } | { reads: 'member'; personId: string } | { reads: 'whole' }

/** What an editor says about an item beside its texts. */
export type ItemPlan = {
  slug: string
  audience: Audience
  audienceGroups: string[]
  publishAt: Date | null
  expireAt: Date | null
  ownerId: string | null
  reviewBy: Date | null
  position: number
  href: string
  mark: string
}

export type ContentItem = ItemPlan & {
  id: string
  kind: ContentKind
  state: ContentState
  /** whether readers have it at all */
  isLive: boolean
  /** number of the last revision, over all languages */
  revision: number
  /** grows with each change, so that of two editors at once the second is told */
  version: number
  createdAt: Date
  updatedAt: Date
}

export type Written = { title: string; summary: string; keywords: string; body: string }

/** A text as readers are shown it. */
export type ContentText = Written & { language: string; revision: number; sourceRevision: number | null; updatedAt: Date }

export type Revision = Written & { number: number; language: string; sourceRevision: number | null; savedBy: string | null; savedAt: Date }

/** A line of a list: the text in the reader's language, or in the first of the organisation's that there is one in. */
export type ContentLine = Pick<ContentItem, 'id' | 'kind' | 'slug' | 'href' | 'mark' | 'position' | 'publishAt' | 'updatedAt'> &
  Pick<ContentText, 'language' | 'title' | 'summary'>

export type ContentFile = {
  id: string
  contentId: string
  fileId: string
  name: string
  type: string
  bytes: number
  /** of a picture */
  width: number | null
  height: number | null
  /** what it shows, in words */
  alt: string
  addedAt: Date
}

/** A line of the editors' list. */
export type EditorLine = Pick<ContentItem, 'id' | 'kind' | 'slug' | 'state' | 'isLive' | 'audience' | 'publishAt' | 'expireAt' | 'reviewBy' | 'updatedAt'> & {
  title: string
  languages: string[]
}
