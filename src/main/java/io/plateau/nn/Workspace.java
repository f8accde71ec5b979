package io.plateau.nn;

/** Scratch memory for one thread; grows to the largest batch it has seen. */
public final class Workspace {}
