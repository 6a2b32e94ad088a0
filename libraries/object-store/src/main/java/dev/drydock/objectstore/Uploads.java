package dev.drydock.objectstore;

import io.minio.AbortMultipartUploadArgs;
import io.minio.BucketExistsArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.UploadPartArgs;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Puts: one request for what fits into a part, a multipart upload for the rest. */
final class Uploads {
  private static final int MOST_PARTS = 10_000;
  private static final Map<String, String> UNLESS_IT_EXISTS = Map.of("If-None-Match", "*");

  private final MinioAsyncClient client;
  private final StoreRequests requests;
  private final String bucket;
  private final int partSizeBytes;
  private volatile boolean bucketSeen;

  Uploads(MinioAsyncClient client, StoreRequests requests, String bucket, int partSizeBytes) {
    this.client = client;
    this.requests = requests;
    this.bucket = bucket;
    this.partSizeBytes = partSizeBytes;
  }

  ObjectStore.Stored put(String key, InputStream source, LongConsumer bytesSoFar) {
    ensureBucket();
    var content = new CountedContent(source, partSizeBytes);
    read(key, content);
    if (!content.ended()) {
      return multipart(key, content, bytesSoFar);
    }
    var sha256 = content.sha256Hex();
    single(key, content, sha256);
    bytesSoFar.accept(content.sizeBytes());
    return new ObjectStore.Stored(key, content.sizeBytes(), sha256);
  }

  private static void read(String key, CountedContent content) {
    try {
      content.nextPart();
    } catch (IOException e) {
      // What feeds the upload broke, not the store; its own failure says why.
      throw new SourceBroken(key, e);
    }
  }

  private void single(String key, CountedContent content, String sha256) {
    boolean mayHaveLanded = false;
    for (int attempt = 1; ; attempt++) {
      try {
        requests.once("put " + key, () -> client.putObject(arguments(key, content)));
        return;
      } catch (ObjectStoreFailure.AlreadyExists e) {
        if (mayHaveLanded && sha256.equals(storedSha256(key))) {
          return;
        }
        throw e;
      } catch (ObjectStoreFailure.Unavailable e) {
        mayHaveLanded = true;
        if (!requests.again(attempt)) {
          throw e;
        }
      }
    }
  }

  private PutObjectAPIArgs arguments(String key, CountedContent content) {
    return PutObjectAPIArgs.builder()
        .bucket(bucket)
        .object(key)
        .data(content.part(), content.partBytes())
        .extraHeaders(UNLESS_IT_EXISTS)
        .build();
  }

  /** After an answer was lost: is what is there what we sent? */
  private String storedSha256(String key) {
    var digest = CountedContent.sha256();
    try (var stored =
        requests.repeated(
            "get " + key,
            () -> client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build()))) {
      var buffer = new byte[64 * 1024];
      for (int n = stored.read(buffer); n >= 0; n = stored.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new ObjectStoreFailure.Unavailable("get " + key + ": the connection broke");
    }
  }

  private ObjectStore.Stored multipart(
      String key, CountedContent content, LongConsumer bytesSoFar) {
    var upload = begin(key);
    boolean complete = false;
    try {
      var parts = parts(key, upload, content, bytesSoFar);
      complete(key, upload, parts, content.sizeBytes());
      complete = true;
      return new ObjectStore.Stored(key, content.sizeBytes(), content.sha256Hex());
    } finally {
      if (!complete) {
        abort(key, upload);
      }
    }
  }

  /** From here to its completion or abortion the store keeps parts that nobody sees. */
  String begin(String key) {
    return requests
        .repeated(
            "put " + key,
            () ->
                client.createMultipartUpload(
                    CreateMultipartUploadArgs.builder().bucket(bucket).object(key).build()))
        .result()
        .uploadId();
  }

  private List<Part> parts(
      String key, String upload, CountedContent content, LongConsumer bytesSoFar) {
    var parts = new ArrayList<Part>();
    while (content.partBytes() > 0) {
      if (parts.size() == MOST_PARTS) {
        throw new ObjectStoreFailure.Refused(
            "put " + key + ": more than 10,000 parts; raise drydock.object-store.part-size-bytes");
      }
      parts.add(part(key, upload, parts.size() + 1, content));
      bytesSoFar.accept(content.sizeBytes());
      if (content.ended()) {
        break;
      }
      read(key, content);
    }
    return parts;
  }

  private Part part(String key, String upload, int number, CountedContent content) {
    return requests
        .repeated(
            "put " + key,
            () ->
                client.uploadPart(
                    UploadPartArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .data(content.part(), content.partBytes())
                        .build()))
        .part();
  }

  /** Completing may land although its answer is lost: then the object is there, in full. */
  private void complete(String key, String upload, List<Part> parts, long sizeBytes) {
    boolean mayHaveLanded = false;
    for (int attempt = 1; ; attempt++) {
      try {
        requests.once(
            "put " + key,
            () ->
                client.completeMultipartUpload(
                    CompleteMultipartUploadArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .uploadId(upload)
                        .parts(parts.toArray(Part[]::new))
                        .extraHeaders(UNLESS_IT_EXISTS)
                        .build()));
        return;
      } catch (ObjectStoreFailure.Missing | ObjectStoreFailure.AlreadyExists e) {
        if (mayHaveLanded && hasSize(key, sizeBytes)) {
          return;
        }
        throw e instanceof ObjectStoreFailure.Missing
            ? new ObjectStoreFailure.Unavailable("put " + key + ": the store lost the upload")
            : e;
      } catch (ObjectStoreFailure.Unavailable e) {
        mayHaveLanded = true;
        if (!requests.again(attempt)) {
          throw e;
        }
      }
    }
  }

  private boolean hasSize(String key, long sizeBytes) {
    var head =
        requests.repeated(
            "stat " + key,
            () ->
                client.statObject(
                    io.minio.StatObjectArgs.builder().bucket(bucket).object(key).build()));
    return head.size() == sizeBytes;
  }

  private void abort(String key, String upload) {
    try {
      requests.once(
          "abort " + key,
          () ->
              client.abortMultipartUpload(
                  AbortMultipartUploadArgs.builder()
                      .bucket(bucket)
                      .object(key)
                      .uploadId(upload)
                      .build()));
    } catch (ObjectStoreFailure e) {
      // Left for the sweep of pending uploads.
    }
  }

  void ensureBucket() {
    if (bucketSeen) {
      return;
    }
    boolean exists =
        requests.repeated(
            "find bucket " + bucket,
            () -> client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build()));
    if (!exists) {
      createBucket();
    }
    bucketSeen = true;
  }

  private void createBucket() {
    try {
      requests.repeated(
          "create bucket " + bucket,
          () -> client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build()));
    } catch (ObjectStoreFailure.Refused | ObjectStoreFailure.AlreadyExists e) {
      boolean exists =
          requests.repeated(
              "find bucket " + bucket,
              () -> client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build()));
      if (!exists) {
        throw e;
      }
    }
  }
}
