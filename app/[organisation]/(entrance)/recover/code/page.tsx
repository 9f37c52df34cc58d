import { titleOf } from '../../../title'
import { CodePage, type CodePageProps } from '../code-page'

export const generateMetadata = () => titleOf('recover.code.title')

export default function RecoveryCodePage(props: CodePageProps) {
  return <CodePage {...props} proof={0} />
}
