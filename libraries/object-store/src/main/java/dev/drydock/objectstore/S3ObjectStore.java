package dev.drydock.objectstore;

import io.minio.AbortMultipartUploadArgs;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.credentials.Credentials;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.minio.messages.ListMultipartUploadsResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/** Objects in any S3-compatible store, by the MinIO client. Safe for use by many threads. */
public final class S3ObjectStore implements ObjectStore, ObjectStoreProbe, AutoCloseable {
  private static final int CONCURRENT_REQUESTS = 64;

  private final MinioAsyncClient client;
  private final StoreRequests requests;
  private final Uploads uploads;
  private final Capability capability;
  private final String bucket;
  private final int attempts;
  private final Clock clock;

  private S3ObjectStore(
      MinioAsyncClient client, ObjectStoreConfiguration configuration, Clock clock) {
    this.client = client;
    this.requests = new StoreRequests(configuration.attempts(), configuration.backoff());
    this.bucket = configuration.bucket();
    this.attempts = configuration.attempts();
    this.clock = clock;
    this.uploads = new Uploads(client, requests, bucket, configuration.partSizeBytes());
    this.capability = new Capability(client, requests, bucket);
  }

  /** Opens nothing yet: a store that is down is noticed by the first request. */
  public static S3ObjectStore open(ObjectStoreConfiguration configuration) {
    return new S3ObjectStore(client(configuration), configuration, Clock.systemUTC());
  }

  private static MinioAsyncClient client(ObjectStoreConfiguration configuration) {
    var dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(CONCURRENT_REQUESTS);
    dispatcher.setMaxRequestsPerHost(CONCURRENT_REQUESTS);
    var http =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(configuration.connectTimeout())
            .readTimeout(configuration.stallTimeout())
            .writeTimeout(configuration.stallTimeout())
            .callTimeout(Duration.ZERO)
            .build();
    return MinioAsyncClient.builder()
        .endpoint(configuration.endpoint())
        .region(configuration.region())
        .credentialsProvider(() -> credentials(configuration))
        .httpClient(http, true)
        .build();
  }

  private static Credentials credentials(ObjectStoreConfiguration configuration) {
    try {
      var secret = Files.readString(configuration.secretKeyFile()).strip();
      return new Credentials(configuration.accessKey(), secret, null, null);
    } catch (IOException e) {
      throw new ObjectStoreFailure.Refused(
          "drydock.object-store.secret-key-file cannot be read: " + configuration.secretKeyFile());
    }
  }

  Uploads uploads() {
    return uploads;
  }

  @Override
  public Stored put(String key, InputStream content, LongConsumer bytesSoFar) {
    if (stat(key).isPresent()) {
      throw new ObjectStoreFailure.AlreadyExists(key);
    }
    var stored = uploads.put(key, content, bytesSoFar);
    var kept = stat(key).map(Stat::sizeBytes).orElse(-1L);
    if (kept != stored.sizeBytes()) {
      throw new ObjectStoreFailure.Unavailable(
          "put %s: %d bytes were acknowledged, the store has %d"
              .formatted(key, stored.sizeBytes(), kept));
    }
    return stored;
  }

  @Override
  public InputStream get(String key) {
    var stat = head(key);
    return new ResumedContent(client, requests, bucket, key, stat.etag(), stat.size(), attempts);
  }

  @Override
  public Optional<Stat> stat(String key) {
    try {
      var head = head(key);
      return Optional.of(new Stat(key, head.size(), head.lastModified().toInstant()));
    } catch (ObjectStoreFailure.Missing e) {
      return Optional.empty();
    }
  }

  private StatObjectResponse head(String key) {
    return requests.repeated(
        "stat " + key,
        () -> client.statObject(StatObjectArgs.builder().bucket(bucket).object(key).build()));
  }

  @Override
  public Stream<Stat> list(String prefix) {
    uploads.ensureBucket();
    var found =
        client.listObjects(
            ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(true).build());
    return StreamSupport.stream(found.spliterator(), false)
        .map(result -> item(prefix, result))
        .filter(item -> !item.isDir())
        .map(i -> new Stat(i.objectName(), i.size(), i.lastModified().toInstant()));
  }

  private static Item item(String prefix, Result<Item> result) {
    try {
      return result.get();
    } catch (MinioException e) {
      throw StoreRequests.failure("list " + prefix, e);
    }
  }

  @Override
  public void delete(String key) {
    try {
      requests.repeated(
          "delete " + key,
          () -> client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(key).build()));
    } catch (ObjectStoreFailure.Missing e) {
      // Gone already.
    }
  }

  @Override
  public int sweepPendingUploads(Duration olderThan) {
    uploads.ensureBucket();
    var limit = clock.instant().minus(olderThan);
    int swept = 0;
    var page = pendingUploads(null, null);
    while (true) {
      for (var upload : page.uploads()) {
        swept += abortIfBefore(upload, limit);
      }
      if (!page.isTruncated()) {
        return swept;
      }
      page = pendingUploads(page.nextKeyMarker(), page.nextUploadIdMarker());
    }
  }

  private int abortIfBefore(ListMultipartUploadsResult.Upload upload, Instant limit) {
    if (upload.initiated() == null || !upload.initiated().toInstant().isBefore(limit)) {
      return 0;
    }
    try {
      requests.repeated(
          "abort " + upload.objectName(),
          () ->
              client.abortMultipartUpload(
                  AbortMultipartUploadArgs.builder()
                      .bucket(bucket)
                      .object(upload.objectName())
                      .uploadId(upload.uploadId())
                      .build()));
      return 1;
    } catch (ObjectStoreFailure.Missing e) {
      return 0;
    }
  }

  private ListMultipartUploadsResult pendingUploads(
      @Nullable String keyMarker, @Nullable String uploadMarker) {
    return requests
        .repeated(
            "list pending uploads",
            () -> {
              var arguments = ListMultipartUploadsArgs.builder().bucket(bucket).maxUploads(1000);
              if (keyMarker != null && uploadMarker != null) {
                arguments = arguments.keyMarker(keyMarker).uploadIdMarker(uploadMarker);
              }
              return client.listMultipartUploads(arguments.build());
            })
        .result();
  }

  @Override
  public Capabilities probe() {
    uploads.ensureBucket();
    return capability.probe();
  }

  @Override
  public void close() {
    client.close();
  }
}
