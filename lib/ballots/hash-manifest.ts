import { sha256 } from '@noble/hashes/sha2.js'
import { canonical, toText, utf8 } from './bytes'
import type { AnyManifest } from './schema'

/** SHA-256 of the manifest's canonical bytes, as base64url. */
export const hashManifest = (manifest: AnyManifest): string => toText(sha256(utf8(canonical(manifest))))
