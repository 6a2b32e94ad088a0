package dev.drydock.notifier.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the ledger is. */
@ConfigMapping(prefix = "drydock.coordinator")
interface CoordinatorConfiguration {
  /** The coordinator's REST API; {@code http://127.0.0.1:8081}. */
  @WithDefault("http://127.0.0.1:8081")
  URI url();

  /** File of one line, this service's own bearer token; no default. Read again for every page. */
  Optional<Path> tokenFile();
}
