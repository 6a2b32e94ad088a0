package dev.drydock.verification.search;

/** What a worker does, by command. */
final class Programs {
  static void step(Turn turn) {
    switch (turn.exec().step) {
      case PREFLIGHT -> Looking.check(turn);
      case QUIESCE, RELEASE -> Fencing.step(turn);
      case BACKUP -> BackingUp.take(turn);
      case PROVE -> BackingUp.prove(turn);
      case MIGRATE -> Migration.step(turn);
      case INSPECT -> Looking.inspect(turn);
      case VERIFY -> Looking.verify(turn);
      case RESTORE -> Restore.step(turn);
      case PROVE_RESTORE -> Looking.proveRestore(turn);
      case REHEARSE -> throw new IllegalStateException("no command asks for it");
    }
  }

  private Programs() {}
}
