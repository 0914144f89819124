import { expect, test } from 'vitest'
import { namesAlone } from './contact-details'

test.each([
  ['Ada Cole', ['Ada Cole']],
  ['Ada Cole <ada@example.com>', ['Ada Cole']],
  ['Ada Cole (+44 20 7183 8750), desk', ['Ada Cole, desk']],
  ['J. R. Smith II', ['J. R. Smith II']],
  ['ada@example.com', []],
  ['ada＠example.com', []],
  ['<ada@example.com>', []],
  ['Ada Cole, 020 7183 8750', []],
  ['+٤٤٢٠٧١٨٣', []],
  ['linkedin.com', []],
  ['Ada Cole <ada@example.com', ['Ada Cole']],
  ['', []],
])('of %j who may not see contact details is told %j', (participant, told) => expect(namesAlone([participant])).toEqual(told))
