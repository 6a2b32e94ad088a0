package dev.drydock.verification.search;

/** Takes what may follow from a world. */
@FunctionalInterface
interface Sink {
  /**
   * @param what in words; empty unless somebody reads it
   */
  void accept(Happening happening, String what, World after);
}
