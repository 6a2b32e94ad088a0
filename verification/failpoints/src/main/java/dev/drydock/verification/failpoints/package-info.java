/** Every failpoint crossed with every way to fail and every engine, on real processes. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.failpoints;
