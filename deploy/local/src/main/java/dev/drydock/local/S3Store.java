package dev.drydock.local;

/** A running S3-compatible store with one empty bucket: a process of ours or a container. */
public interface S3Store extends AutoCloseable {
  String endpoint();

  String accessKey();

  String secretKey();

  String bucket();

  String region();

  @Override
  void close();
}
