package io.plateau.model;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Files below a folder, by their names relative to it with slashes between: on a disk, in a zip
 * file, or on any file system that another room knows.
 */
public interface FileTree {
  /** The length of a file in bytes; empty where there is no such file. */
  OptionalLong length(String name) throws IOException;

  /**
   * The content of a file.
   *
   * @param length in bytes, which the file has
   */
  byte[] read(String name, long length) throws IOException;

  /** The names of what is in a folder, without the folder's own; none where there is no folder. */
  List<String> list(String folder) throws IOException;

  /** The full name of a file for messages; that of the whole tree for an empty name. */
  String path(String name);

  default FileTree below(String folder) {
    FileTree all = this;
    return new FileTree() {
      private String name(String within) {
        return within.isEmpty() ? folder : folder + "/" + within;
      }

      @Override
      public OptionalLong length(String name) throws IOException {
        return all.length(name(name));
      }

      @Override
      public byte[] read(String name, long length) throws IOException {
        return all.read(name(name), length);
      }

      @Override
      public List<String> list(String within) throws IOException {
        return all.list(name(within));
      }

      @Override
      public String path(String name) {
        return all.path(name(name));
      }
    };
  }
}
