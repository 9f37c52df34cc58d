import { type BerReader, BerWriter, Control } from 'ldapts'

/** The control of draft-behera-ldap-password-policy: asks the server to say why, and holds afterwards what it said. */
export class PolicyControl extends Control {
  static type = '1.3.6.1.4.1.42.2.27.8.5.1'
  /** 0 ended, 1 locked, 2 must be changed, 5–9 of a new password; null when the server said nothing */
  error: number | null = null

  constructor() {
    super(PolicyControl.type)
  }

  /** SEQUENCE { warning [0] CHOICE OPTIONAL, error [1] ENUMERATED OPTIONAL } */
  protected override parseControl(reader: BerReader): void {
    if (reader.readSequence() === null) return
    while (reader.remain > 0) {
      const tag = reader.peek()
      if (tag === null) return
      const value = reader.readString(tag, true)
      if (tag === 0x81 && value?.length) this.error = value[0] ?? null
    }
  }
}

/** The policy hints of Windows Server 2012, and of 2008 R2 before it; the best first. */
export const policyHints = ['1.2.840.113556.1.4.2239', '1.2.840.113556.1.4.2066'] as const

/** Active Directory's: a password that the portal sets keeps the history and the minimum age too, as if the person had set it. */
export class PolicyHintsControl extends Control {
  constructor(type: (typeof policyHints)[number]) {
    super(type)
  }

  /** SEQUENCE { flags INTEGER 1 } */
  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter()
    value.startSequence()
    value.writeInt(1)
    value.endSequence()
    writer.writeBuffer(value.buffer, 0x04)
  }
}
