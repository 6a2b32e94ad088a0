package dev.drydock.coordinator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.drydock.coordinator.domain.release.Release;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A release as it was registered. */
record ReleaseView(
    String name,
    String version,
    String schemaVersion,
    List<String> from,
    String bundleSha256,
    long bundleSizeBytes,
    List<MigrationView> migrations,
    List<String> assertions,
    boolean transactional,
    String createdBy,
    String createdAt) {

  /**
   * @param version {@code null} for a repeatable script
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MigrationView(
      String script, @Nullable String version, int checksum, boolean transactional) {}

  static ReleaseView of(Release release) {
    return new ReleaseView(
        release.coordinates().name(),
        release.coordinates().version(),
        release.schemaVersion(),
        release.from(),
        release.bundleSha256(),
        release.bundleSizeBytes(),
        release.migrations().stream()
            .map(m -> new MigrationView(m.script(), m.version(), m.checksum(), m.transactional()))
            .toList(),
        release.assertions(),
        release.transactional(),
        release.createdBy(),
        release.createdAt().toString());
  }
}
