type Place = { election: string; box: string }

/** Reads what the box has published, in a browser: with no cookie, and no word of where from. Throws where it is not there. */
export const readBox = ({ election, box }: Place) =>
  async function read<Shape>(file: string): Promise<Shape> {
    const answer = await fetch(`${box}/e/${election}/${file}`, { credentials: 'omit', referrerPolicy: 'no-referrer' })
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`)
    return answer.json()
  }
