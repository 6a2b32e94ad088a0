package dev.drydock.objectstore;

import io.minio.GetObjectArgs;
import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An object's bytes, asked for again from where the connection broke; never mixes two objects,
 * since each further request names the first one's entity tag.
 */
final class ResumedContent extends InputStream {
  private final MinioAsyncClient client;
  private final StoreRequests requests;
  private final String bucket;
  private final String key;
  private final String etag;
  private final long sizeBytes;
  private final int attempts;
  private @Nullable InputStream open;
  private long position;
  private int failedInARow;

  ResumedContent(
      MinioAsyncClient client,
      StoreRequests requests,
      String bucket,
      String key,
      String etag,
      long sizeBytes,
      int attempts) {
    this.client = client;
    this.requests = requests;
    this.bucket = bucket;
    this.key = key;
    this.etag = etag;
    this.sizeBytes = sizeBytes;
    this.attempts = attempts;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    int read = read(one, 0, 1);
    return read < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws ObjectStoreFailure.Unavailable when no byte came in any of the attempts
   */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position < sizeBytes) {
      int read = tryRead(into, offset, (int) Math.min(length, sizeBytes - position));
      if (read > 0) {
        position += read;
        failedInARow = 0;
        return read;
      }
      if (++failedInARow >= attempts || Thread.currentThread().isInterrupted()) {
        throw new ObjectStoreFailure.Unavailable("get " + key + ": the connection broke");
      }
      requests.pause(failedInARow);
    }
    return -1;
  }

  private int tryRead(byte[] into, int offset, int length) {
    try {
      if (open == null) {
        open = openAt(position);
      }
      int read = open.read(into, offset, length);
      if (read < 0) {
        close();
      }
      return read;
    } catch (IOException e) {
      close();
      return -1;
    }
  }

  private InputStream openAt(long offset) {
    return requests.repeated(
        "get " + key,
        () -> {
          var arguments = GetObjectArgs.builder().bucket(bucket).object(key).matchETag(etag);
          return client.getObject((offset > 0 ? arguments.offset(offset) : arguments).build());
        });
  }

  @Override
  public void close() {
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      // The answer is thrown away either way.
    } finally {
      open = null;
    }
  }
}
