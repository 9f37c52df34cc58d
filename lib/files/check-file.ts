import { failure, type Result, success } from '@/lib/core/result'
import { redrawPicture } from './redraw-picture'
import { type FileProblem, findDocumentProblem, isFileName, kindOf, mostBytes, withEnding } from './rules'

/** A file that may be kept and served: a picture drawn anew, or a document as it came. */
export type CheckedFile = { name: string; type: string; bytes: Uint8Array; width: number | null; height: number | null }

const documentTypes = { pdf: 'application/pdf', office: 'application/octet-stream' }

/** Looks at a file that somebody sent, by what stands in it: only pictures and documents that are whole and run nothing come through. */
export async function checkFile({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<Result<CheckedFile, FileProblem>> {
  if (bytes.length === 0) return failure('files.none')
  if (!isFileName(name)) return failure('files.badName')
  if (bytes.length > mostBytes) return failure('files.tooLarge')
  const kind = kindOf(bytes)
  if (!kind) return failure('files.unknownKind')
  if (kind === 'pdf' || kind === 'office') {
    const problem = findDocumentProblem(kind, name, bytes)
    return problem ? failure(problem) : success({ name, type: documentTypes[kind], bytes, width: null, height: null })
  }
  const drawn = await redrawPicture(kind, bytes)
  return drawn ? success({ ...drawn, name: withEnding(name, drawn.ending) }) : failure('files.broken')
}
