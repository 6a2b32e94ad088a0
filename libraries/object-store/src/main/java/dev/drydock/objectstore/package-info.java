/** Objects in an S3-compatible store, under keys that we choose and never overwrite. */
@NullMarked
package dev.drydock.objectstore;

import org.jspecify.annotations.NullMarked;
