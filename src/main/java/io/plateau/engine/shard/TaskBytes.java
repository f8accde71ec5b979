package io.plateau.engine.shard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;

/**
 * Objects between tasks and the driver, or between tasks, as bytes. Spark reads results, shuffles
 * and broadcasts with the class loader of the application, which does not know the library where
 * only a session has its jar ({@code addArtifact} of Spark Connect). So Spark is given bytes, and
 * the library reads them itself.
 */
public final class TaskBytes {
  private TaskBytes() {}

  /** An object as Java serializes it. */
  public static byte[] write(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The object that was written; its classes are those that this class knows. */
  @SuppressWarnings("unchecked")
  public static <T> T read(byte[] bytes) {
    // Without further ado a stream looks for classes where the class that reads comes from.
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (T) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
