package dev.drydock.verification.chaos;

/** Something done to the bench, and undone. */
interface Fault {
  /** One word for the figures. */
  String kind();

  /** What it is done to. */
  String target();

  /**
   * Does it, and looks that it was done.
   *
   * @return what was seen of it
   * @throws NotInjected when it was not
   */
  String inject(Bench bench);

  /** Undoes it, and returns when what it was done to is there again. */
  void heal(Bench bench);

  /** The fault could not be shown to be in effect: the run says nothing. */
  final class NotInjected extends RuntimeException {
    NotInjected(Fault fault, String why) {
      super("%s of %s was not injected: %s".formatted(fault.kind(), fault.target(), why));
    }
  }
}
