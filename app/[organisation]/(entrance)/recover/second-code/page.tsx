import { titleOf } from '../../../title'
import { CodePage, type CodePageProps } from '../code-page'

export const generateMetadata = () => titleOf('recover.code.title')

/** The second proof, where the organisation asks for two: another code, another way (security.md 35). */
export default function SecondCodePage(props: CodePageProps) {
  return <CodePage {...props} proof={1} />
}
