import { randomUUID } from 'node:crypto'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { ErrorSummary } from '@/components/error-summary'
import { Field } from '@/components/field'
import { Part } from '@/components/part'
import { longest } from '@/lib/content/rules'
import type { ContentFile } from '@/lib/content/schema'
import type { StaffVisit } from '@/lib/web/staff'
import { isWordKey } from '@/lib/words/keys'
import { formWords } from '../../../form-words'
import { removeItemFile } from '../actions'
import type { EditedItem } from './find-item'

/** How a text shows a picture, or leads to a file. */
export const markdownOf = ({ id, name, alt, width }: ContentFile) => `${width ? '!' : ''}[${(alt || name).replace(/[[\]\\]/g, ' ')}](/files/${id})`

/** The pictures and files of an item, and a form for one more. */
export function FilesPart({ edited: { visit, item, files, language }, wrong }: { edited: EditedItem; wrong?: string }) {
  const { say, paths } = visit
  const problem = wrong && isWordKey(wrong) && wrong.startsWith('files.') ? say(wrong) : undefined
  const isAboutAlt = wrong === 'files.noAlt'
  return (
    <div id="files" className="w-full">
      <Part title={say('files.title')} text={say('files.text')}>
        {files.length > 0 && (
          <ul className="lines">
            {files.map((file) => (
              <Line key={file.id} visit={visit} file={file} />
            ))}
          </ul>
        )}
        <form method="post" encType="multipart/form-data" action={paths.adminContentFile(item.id)} className="stack w-full">
          {problem && <ErrorSummary title={say('page.errors')} errors={[{ text: problem, href: isAboutAlt ? '#form-alt' : '#form-file' }]} />}
          <input type="hidden" name="language" value={language} />
          <Field name="file" type="file" label={say('files.file')} hint={say('files.file.hint')} error={isAboutAlt ? undefined : problem} />
          <Field
            name="alt"
            label={say('files.alt')}
            hint={say('files.alt.hint')}
            error={isAboutAlt ? problem : undefined}
            maxLength={longest.alt}
            autoComplete="off"
          />
          <Button variant="second">{say('files.add')}</Button>
        </form>
      </Part>
    </div>
  )
}

function Line({ visit: { say, paths }, file }: { visit: StaffVisit; file: ContentFile }) {
  const at = `${paths.adminContentFiles(file.contentId)}/${file.id}`
  const size = new Intl.NumberFormat(say.language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 })
  return (
    <li className="stack tight">
      {file.width && file.height && (
        // biome-ignore lint/performance/noImgElement: it is as small as it gets already, and only its readers may have it
        <img src={at} alt={file.alt} width={file.width} height={file.height} loading="lazy" className="h-auto max-h-[8rem] w-auto" />
      )}
      <p className="wrap-anywhere">
        <a href={at}>{file.name}</a> <span className="quiet text-small">{size.format(Math.ceil(file.bytes / 1_000))}</span>
      </p>
      <p className="quiet text-small">{say('files.toWrite')}</p>
      <code className="mono select-all wrap-anywhere text-small">{markdownOf(file)}</code>
      <ActionForm id={`file-${file.id}`} action={removeItemFile} {...formWords(say)}>
        <input type="hidden" name="id" value={file.contentId} />
        <input type="hidden" name="file" value={file.id} />
        <input type="hidden" name="once" value={randomUUID()} />
        <Button variant="plain">{say('files.remove', { name: file.name })}</Button>
      </ActionForm>
    </li>
  )
}
