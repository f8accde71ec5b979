package io.plateau.model;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Files below a folder of this machine. Read by the oldest classes for files, which every JVM has
 * loaded already: those of channels take ten milliseconds of a program's start.
 */
public record LocalFiles(Path folder) implements FileTree {
  private File at(String name) {
    return name.isEmpty() ? folder.toFile() : new File(folder.toFile(), name);
  }

  @Override
  public OptionalLong length(String name) {
    File file = at(name);
    return file.isFile() ? OptionalLong.of(file.length()) : OptionalLong.empty();
  }

  @Override
  public byte[] read(String name, long length) throws IOException {
    try (InputStream in = new FileInputStream(at(name))) {
      return in.readAllBytes();
    }
  }

  @Override
  public List<String> list(String name) {
    String[] names = at(name).list();
    if (names == null) {
      return List.of();
    }
    Arrays.sort(names);
    return List.of(names);
  }

  @Override
  public String path(String name) {
    return at(name).toString();
  }
}
