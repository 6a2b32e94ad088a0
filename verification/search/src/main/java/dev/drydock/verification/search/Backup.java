package dev.drydock.verification.search;

/**
 * A backup in the store: archive and manifest.
 *
 * @param token of the attempt that took it
 * @param content of the database at its snapshot
 * @param rotten whether its archive is not what was stored any more
 * @param proven whether it was really restored and found equal, whatever the coordinator believes
 */
record Backup(int token, int content, boolean rotten, boolean proven) {
  static final int BITS = 15;

  int packed() {
    return token << 9 | content << 2 | (rotten ? 2 : 0) | (proven ? 1 : 0);
  }

  static Backup unpacked(int packed) {
    return new Backup(packed >> 9, packed >> 2 & 0x7f, (packed & 2) != 0, (packed & 1) != 0);
  }

  Backup rotted() {
    return new Backup(token, content, true, proven);
  }

  Backup restoredEqual() {
    return new Backup(token, content, rotten, true);
  }
}
