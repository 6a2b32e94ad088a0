package dev.drydock.objectstore;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where the objects are kept: {@code drydock.object-store.*}. */
@ConfigMapping(prefix = "drydock.object-store")
public interface ObjectStoreConfiguration {
  /** URL of the S3-compatible store. */
  @WithDefault("http://127.0.0.1:8333")
  String endpoint();

  /** Region that requests are signed for. */
  @WithDefault("us-east-1")
  String region();

  /** The one bucket of this installation; created when it does not exist. */
  @WithDefault("drydock")
  String bucket();

  /** Name of the access key. */
  @WithDefault("drydock")
  String accessKey();

  /**
   * File whose only line is the secret key; read anew for every request, so that a rotated key is
   * picked up. Default: {@code /run/secrets/drydock-object-store}.
   */
  @WithDefault("/run/secrets/drydock-object-store")
  Path secretKeyFile();

  /** Size of one part of an upload in bytes, 5 MiB to 5 GiB; an object has at most 10,000 parts. */
  @WithDefault("16777216")
  int partSizeBytes();

  /** How long a connection may take to open. */
  @WithDefault("10s")
  Duration connectTimeout();

  /** How long no byte may move before a request is given up; the wall clock does not count. */
  @WithDefault("120s")
  Duration stallTimeout();

  /** How often one request is tried before the store counts as unavailable. */
  @WithDefault("4")
  int attempts();

  /** Longest wait before the second try; doubles, with full jitter. */
  @WithDefault("500ms")
  Duration backoff();
}
