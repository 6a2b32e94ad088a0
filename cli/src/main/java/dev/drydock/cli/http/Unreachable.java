package dev.drydock.cli.http;

import java.io.IOException;
import java.net.URI;

/** A service did not answer; trying again can help. */
public final class Unreachable extends RuntimeException {
  private final URI service;

  Unreachable(URI service, IOException cause) {
    super(service + " does not answer", cause);
    this.service = service;
  }

  public URI service() {
    return service;
  }
}
