'use client'
import { type ComponentProps, useEffect, useState } from 'react'
import { type KeptReceipt, readKept } from '../kept-vote'
import { Receipts } from '../receipts'

/** The receipts that this browser keeps of the vote, if it cast a ballot. */
export function OwnReceipts(props: Omit<ComponentProps<typeof Receipts>, 'receipts'>) {
  const [receipts, setReceipts] = useState<KeptReceipt[]>([])
  useEffect(() => setReceipts(readKept(props.election).receipts ?? []), [props.election])
  return <Receipts {...props} receipts={receipts} />
}
