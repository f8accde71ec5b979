package io.plateau.ml.predict;

import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Part of a file that the rows of a task come from, of which Spark tells each thread the present
 * one for {@code input_file_name()} and its like. Who reads rows ahead tells it anew of each row.
 *
 * @param path empty where rows come from no file
 */
record InputFile(UTF8String path, long start, long length) {
  /** Of the row that was read last by this thread. */
  static InputFile current() {
    return new InputFile(
        InputFileBlockHolder.getInputFilePath(),
        InputFileBlockHolder.getStartOffset(),
        InputFileBlockHolder.getLength());
  }

  /** This one, if it is still that of the row that was read last. */
  InputFile orCurrent() {
    return isCurrent() ? this : current();
  }

  /** Makes it the present one. */
  void tell() {
    if (isCurrent()) {
      return;
    }
    if (path.numBytes() == 0) {
      InputFileBlockHolder.unset();
    } else {
      InputFileBlockHolder.set(path.toString(), start, length);
    }
  }

  private boolean isCurrent() {
    UTF8String told = InputFileBlockHolder.getInputFilePath();
    return start == InputFileBlockHolder.getStartOffset()
        && (path == told || path.equals(told)); // mostly the same object
  }
}
