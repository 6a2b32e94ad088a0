package dev.drydock.containers;

/** Where a server that a test asked for runs. */
sealed interface Chosen {
  record Container(String image) implements Chosen {}

  /**
   * @param why for the reader of a log who expected a container
   */
  record Embedded(String why) implements Chosen {}
}
