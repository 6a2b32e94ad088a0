package dev.drydock.containers;

/** What the choice must know of a Docker engine. */
interface DockerEngine {
  boolean answers();

  /** Whether the image is there already, without pulling it. */
  boolean has(String image);
}
