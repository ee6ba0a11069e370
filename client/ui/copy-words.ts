import { catalogue } from './language.ts';

/** What can be copied, and how one says so. */
export const copyWords = catalogue(
  {
    done: 'Copied',
    link: { name: 'The link', copy: 'Copy link', copied: 'The link is copied.' },
    key: { name: 'The key', copy: 'Copy key', copied: 'The key is copied.' },
    command: { name: 'The command', copy: 'Copy command', copied: 'The command is copied.' },
    secret: { name: 'The secret', copy: 'Copy secret', copied: 'The secret is copied.' },
    folder: { name: 'The folder', copy: 'Copy folder', copied: 'The folder is copied.' },
    address: { name: 'The address', copy: 'Copy address', copied: 'The address is copied.' },
  },
  {
    done: 'Kopiert',
    link: { name: 'Der Link', copy: 'Link kopieren', copied: 'Der Link ist kopiert.' },
    key: { name: 'Der Schlüssel', copy: 'Schlüssel kopieren', copied: 'Der Schlüssel ist kopiert.' },
    command: { name: 'Der Befehl', copy: 'Befehl kopieren', copied: 'Der Befehl ist kopiert.' },
    secret: { name: 'Das Geheimnis', copy: 'Geheimnis kopieren', copied: 'Das Geheimnis ist kopiert.' },
    folder: { name: 'Der Ordner', copy: 'Ordner kopieren', copied: 'Der Ordner ist kopiert.' },
    address: { name: 'Die Adresse', copy: 'Adresse kopieren', copied: 'Die Adresse ist kopiert.' },
  },
);
