import i18next, { type PostProcessorModule } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Settings } from '../../pipeline/contract'
import { en } from './en'
import { ko } from './ko'
import { resolveParticles } from './particles'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
    returnNull: false
  }
}

export type Language = 'ko' | 'en'

const particles: PostProcessorModule = { type: 'postProcessor', name: 'particles', process: resolveParticles }

/** The language that a setting means; the system's where it is Korean or English, else English. */
export const languageOf = (setting: Settings['language'], system: string): Language =>
  setting === 'system' ? (system.toLowerCase().startsWith('ko') ? 'ko' : 'en') : setting

export function startI18n(language: Language): void {
  void i18next
    .use(particles)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'en',
      resources: { en: { translation: en }, ko: { translation: ko } },
      interpolation: { escapeValue: false },
      postProcess: ['particles'],
      initAsync: false
    })
  document.documentElement.lang = language
}

/** Switches live; what is on the screen follows. */
export function switchLanguage(language: Language): void {
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}
