package dev.drydock.objectstore;

import io.minio.GetBucketVersioningArgs;
import io.minio.GetObjectLockConfigurationArgs;
import io.minio.GetObjectTagsArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.RemoveObjectArgs;
import io.minio.SetObjectTagsArgs;
import io.minio.messages.Tags;
import io.minio.messages.VersioningConfiguration;
import java.util.Map;
import java.util.UUID;

/** Tries each capability on an object of its own, and removes it. */
final class Capability {
  private final MinioAsyncClient client;
  private final StoreRequests requests;
  private final String bucket;

  Capability(MinioAsyncClient client, StoreRequests requests, String bucket) {
    this.client = client;
    this.requests = requests;
    this.bucket = bucket;
  }

  ObjectStoreProbe.Capabilities probe() {
    var key = "probe/" + UUID.randomUUID();
    requests.repeated("put " + key, () -> client.putObject(arguments(key)));
    try {
      return new ObjectStoreProbe.Capabilities(
          conditionalPut(key), tags(key), versioning(), objectLock());
    } finally {
      requests.repeated(
          "delete " + key,
          () -> client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(key).build()));
    }
  }

  private PutObjectAPIArgs arguments(String key) {
    return PutObjectAPIArgs.builder()
        .bucket(bucket)
        .object(key)
        .data(new byte[] {1}, 1)
        .extraHeaders(Map.of("If-None-Match", "*"))
        .build();
  }

  private boolean conditionalPut(String key) {
    try {
      requests.once("put " + key, () -> client.putObject(arguments(key)));
      return false;
    } catch (ObjectStoreFailure.AlreadyExists e) {
      return true;
    } catch (ObjectStoreFailure e) {
      return false;
    }
  }

  private boolean tags(String key) {
    try {
      var tags = Tags.newObjectTags(Map.of("probe", "drydock"));
      requests.once(
          "tag " + key,
          () ->
              client.setObjectTags(
                  SetObjectTagsArgs.builder().bucket(bucket).object(key).tags(tags).build()));
      var kept =
          requests.once(
              "tags " + key,
              () ->
                  client.getObjectTags(
                      GetObjectTagsArgs.builder().bucket(bucket).object(key).build()));
      return "drydock".equals(kept.get().get("probe"));
    } catch (ObjectStoreFailure e) {
      return false;
    }
  }

  private boolean versioning() {
    try {
      var configuration =
          requests.once(
              "versioning of " + bucket,
              () ->
                  client.getBucketVersioning(
                      GetBucketVersioningArgs.builder().bucket(bucket).build()));
      return configuration.status() == VersioningConfiguration.Status.ENABLED;
    } catch (ObjectStoreFailure e) {
      return false;
    }
  }

  private boolean objectLock() {
    try {
      requests.once(
          "object lock of " + bucket,
          () ->
              client.getObjectLockConfiguration(
                  GetObjectLockConfigurationArgs.builder().bucket(bucket).build()));
      return true;
    } catch (ObjectStoreFailure e) {
      return false;
    }
  }
}
