package dev.drydock.verification.corruptions.archive;

import java.util.List;

/**
 * The data of one entry.
 *
 * @param id of the entry
 * @param parts one, or one per large object
 */
public record Block(int id, List<Part> parts) {
  static final int DATA = 1;
  static final int LARGE_OBJECTS = 3;

  /**
   * @param largeObject its OID; 0 for a table's rows
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never written to.
  public record Part(long largeObject, byte[] content) {}

  boolean ofLargeObjects() {
    return parts.isEmpty() || parts.getFirst().largeObject() != 0;
  }

  public byte[] content() {
    return parts.getFirst().content();
  }

  public Block withContent(byte[] content) {
    return new Block(id, List.of(new Part(parts.getFirst().largeObject(), content)));
  }
}
