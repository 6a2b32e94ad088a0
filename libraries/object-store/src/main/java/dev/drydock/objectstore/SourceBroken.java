package dev.drydock.objectstore;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The content that was to be put could not be read to its end; nothing was stored. */
public final class SourceBroken extends UncheckedIOException {
  public SourceBroken(String key, IOException cause) {
    super("the content of " + key + " broke off", cause);
  }
}
