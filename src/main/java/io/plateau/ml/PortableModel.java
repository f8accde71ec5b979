package io.plateau.ml;

import io.plateau.files.DirectFiles;
import io.plateau.files.WholeFile;
import io.plateau.model.SavedModel;
import io.plateau.onnx.OnnxModel;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Model that can be asked outside Spark, too. */
public interface PortableModel {
  /** All that its predictions follow from. */
  SavedModel savedModel();

  /**
   * Writes the model as a graph of ONNX, which {@link OnnxModel} describes.
   *
   * @param path a file that does not exist, of any file system of Hadoop
   * @throws FileAlreadyExistsException where there is something at the path
   * @throws IllegalArgumentException for what ONNX cannot express, with what to do instead
   */
  default void exportOnnx(String path) throws IOException {
    Path file = new Path(path);
    FileSystem files = DirectFiles.of(file, SparkSession.active().sessionState().newHadoopConf());
    if (files.exists(file)) {
      throw new FileAlreadyExistsException(
          "Path " + path + " already exists. Choose another one, or delete it.");
    }
    WholeFile.write(files, file, false, OnnxModel.of(savedModel(), Map.of()).bytes());
  }
}
