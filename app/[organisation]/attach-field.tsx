import { FileField } from '@/components/file-field'
import { mostAttached } from '@/lib/flows/contact/rules'
import { filesField } from '@/lib/web/actions'
import type { Visit } from '@/lib/web/visit'

const accepted = 'image/jpeg,image/png,image/webp,image/gif,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp'

/** Where a message takes files. */
export function AttachField({ visit: { say } }: { visit: Pick<Visit, 'say'> }) {
  return (
    <FileField
      name={filesField}
      label={say('contact.files')}
      hint={say('contact.files.hint')}
      most={mostAttached}
      accept={accepted}
      words={{ tooMany: say('contact.files.tooMany'), tooLarge: say('contact.files.tooLarge') }}
    />
  )
}
