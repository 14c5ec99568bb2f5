import { useStore } from 'zustand'
import { addStore, type AddState } from './store'

export const useAdd = (): AddState => useStore(addStore)
