package dev.drydock.verification.corruptions.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an archive's table of contents.
 *
 * @param id what its block of data is found by
 * @param dumps whether a block belongs to it
 * @param catalogue OIDs of its class and of itself
 * @param tag the object's name
 * @param kind {@code TABLE}, {@code TABLE DATA}, {@code TRIGGER}, ...
 * @param definition the statements that make it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never written to.
public record Entry(
    int id,
    boolean dumps,
    List<String> catalogue,
    String tag,
    String kind,
    long section,
    @Nullable String definition,
    @Nullable String drop,
    @Nullable String copy,
    @Nullable String schema,
    @Nullable String tablespace,
    @Nullable String tableAccess,
    long relationKind,
    @Nullable String owner,
    @Nullable String withOids,
    List<String> needs,
    byte[] offset) {

  public Entry withDefinition(String changed) {
    return with(changed, owner);
  }

  public Entry withOwner(String changed) {
    return with(definition, changed);
  }

  private Entry with(@Nullable String newDefinition, @Nullable String newOwner) {
    return new Entry(
        id,
        dumps,
        catalogue,
        tag,
        kind,
        section,
        newDefinition,
        drop,
        copy,
        schema,
        tablespace,
        tableAccess,
        relationKind,
        newOwner,
        withOids,
        needs,
        offset);
  }

  /** For people: {@code TRIGGER orders touched}. */
  public String title() {
    return kind + " " + tag;
  }
}
