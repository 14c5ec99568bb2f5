/** Pairs as written in the dictionaries, `[을/를]`: first after a final consonant, second after a vowel. */
const marker = /\[(은\/는|을\/를|이\/가|과\/와|으로\/로|이라는\/라는)\]/g

/** Whether a word as read aloud ends in a consonant; ㄹ matters to 으로/로. Words without sound count as ending in a vowel. */
export function finalSound(word: string): 'vowel' | 'consonant' | 'rieul' {
  const last = Array.from(word.normalize('NFC')).findLast((char) => /[\p{L}\p{N}]/u.test(char))
  if (last === undefined) return 'vowel'
  const code = last.charCodeAt(0)
  if (code >= 0xac00 && code <= 0xd7a3) return hangulFinal(code)
  return soundOfOther[last.toLowerCase()] ?? 'vowel'
}

function hangulFinal(code: number): 'vowel' | 'consonant' | 'rieul' {
  const final = (code - 0xac00) % 28
  if (final === 0) return 'vowel'
  return final === 8 ? 'rieul' : 'consonant'
}

/** Digits by their Sino-Korean reading (영 일 이 삼 사 오 육 칠 팔 구), letters by how words that end in them are mostly read. */
const soundOfOther: Readonly<Record<string, 'consonant' | 'rieul'>> = {
  '0': 'consonant',
  '1': 'rieul',
  '3': 'consonant',
  '6': 'consonant',
  '7': 'rieul',
  '8': 'rieul',
  l: 'rieul',
  m: 'consonant',
  n: 'consonant',
  b: 'consonant',
  k: 'consonant',
  p: 'consonant',
  t: 'consonant'
}

/** Resolves every `[은/는]` of a finished sentence by the word before it. */
export function resolveParticles(sentence: string): string {
  return sentence.replace(marker, (_match, pair: string, at: number) => {
    const [afterConsonant = '', afterVowel = ''] = pair.split('/')
    const sound = finalSound(sentence.slice(0, at))
    const asVowel = sound === 'vowel' || (pair === '으로/로' && sound === 'rieul')
    return asVowel ? afterVowel : afterConsonant
  })
}
