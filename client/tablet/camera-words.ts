import { catalogue } from '../ui/language.ts';

/** Reading codes with the camera. */
export const cameraWords = catalogue(
  {
    scan: 'Scan',
    scanWithCamera: 'Scan with the camera',
    notLoaded: 'The camera’s part could not be loaded: connect this tablet once.',
    scanCode: 'Scan a code',
    takePicture: 'Take a picture of the code',
    whatItSees: 'What the camera sees',
    holdInFrame: 'Hold the code into the frame.',
    starting: 'One moment: the camera starts.',
    picture: {
      idle: '',
      busy: 'One moment …',
      none: 'There is no code on this picture. Closer, and in better light?',
    },
    problems: {
      insecure:
        'Browsers let pages use the camera over https only. Open this tablet’s page by https, or take a picture of the code.',
      none: 'This tablet has no camera that can be used. A scanner, or typing the code into the search, does the same.',
      forbidden:
        'The camera is not allowed for this page. Allow it beside the address, or take a picture of the code.',
      busy: 'The camera cannot be started; perhaps another app uses it. Close that and try again.',
      'no-reader': 'What reads codes could not be loaded. Connect this tablet once, then it works here too.',
    },
  },
  {
    scan: 'Scannen',
    scanWithCamera: 'Mit der Kamera scannen',
    notLoaded: 'Die Kamera konnte nicht geladen werden: Verbinde dieses Tablet einmal.',
    scanCode: 'Code scannen',
    takePicture: 'Code fotografieren',
    whatItSees: 'Was die Kamera sieht',
    holdInFrame: 'Halte den Code in den Rahmen.',
    starting: 'Einen Moment: Die Kamera startet.',
    picture: {
      idle: '',
      busy: 'Einen Moment …',
      none: 'Auf diesem Bild ist kein Code. Näher heran, und mit mehr Licht?',
    },
    problems: {
      insecure:
        'Browser geben die Kamera nur über https frei. Öffne diese Seite über https oder fotografiere den Code.',
      none: 'Dieses Tablet hat keine Kamera, die geht. Ein Scanner oder der Code in der Suche tut dasselbe.',
      forbidden:
        'Die Kamera ist für diese Seite nicht erlaubt. Erlaube sie neben der Adresse oder fotografiere den Code.',
      busy: 'Die Kamera startet nicht; vielleicht nutzt sie eine andere App. Schließ diese und versuch es noch einmal.',
      'no-reader':
        'Der Code-Leser konnte nicht geladen werden. Verbinde dieses Tablet einmal, dann geht es auch hier.',
    },
  },
);
