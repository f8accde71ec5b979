package io.plateau.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Files below a folder of this machine. */
public record LocalFiles(Path folder) implements FileTree {
  private Path at(String name) {
    return name.isEmpty() ? folder : folder.resolve(name);
  }

  @Override
  public OptionalLong length(String name) throws IOException {
    Path file = at(name);
    return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
  }

  @Override
  public byte[] read(String name, long length) throws IOException {
    return Files.readAllBytes(at(name));
  }

  @Override
  public List<String> list(String name) throws IOException {
    if (!Files.isDirectory(at(name))) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(at(name))) {
      return found.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public String path(String name) {
    return at(name).toString();
  }
}
