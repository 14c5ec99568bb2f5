/** A dictionary with the same keys as the English one; a language without singular leaves out `…_one`. */
export type Translation<T> = {
  [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Translation<T[K]>
}
