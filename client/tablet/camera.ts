/** Reading codes with the camera is loaded by itself: most tablets have a scanner, or none. */
export const loadCamera = () => import('./CameraScan.svelte');
