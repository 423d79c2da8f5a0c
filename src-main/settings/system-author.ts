import { userInfo } from 'node:os';

/** Who stands in the audit events unless the settings name somebody: the system's name of the user. */
export function systemAuthor(): string {
  try {
    return userInfo().username;
  } catch (error) {
    // Thrown for a user without an entry in the system's list, as containers have them; nothing else is.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SYSTEM_ERROR') {
      throw error;
    }
    return `user ${process.getuid?.() ?? 'without a name'}`;
  }
}
