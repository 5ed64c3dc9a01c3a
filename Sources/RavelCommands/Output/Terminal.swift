#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Something went wrong that the user is told in one sentence.
struct Failure: Error {
    let message: String

    init(_ error: some CustomStringConvertible) {
        message = "\(error)"
    }
}

/// Says something on the standard error.
func say(_ text: String) {
    write("ravel: \(visible(text).replacing("\n", with: "\\u{a}"))\n", to: 2)
}

/// Prints a line of data on the standard output.
func emit(_ line: String) {
    write(line + "\n", to: 1)
}

/// A reader that went away, such as `head`, is no failure.
func endQuietlyWhenNobodyReads() {
    signal(SIGPIPE) { _ in _exit(0) }
}

/// A file that would be larger than the user may write is one that can't be written, and no end of the program.
func outliveLargeFiles() {
    signal(SIGXFSZ, SIG_IGN)
}

/// Whether a descriptor is a terminal.
func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1
}

/// How many columns the standard output's terminal has; `nil` where it is none.
func terminalWidth() -> Int? {
    var size = winsize()
    guard isTerminal(1), ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
}

private let putBytes: @Sendable (Int32, UnsafeRawPointer, Int) -> Int = { write($0, $1, $2) }

/// Writes all of a text to a descriptor.
func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
}

/// Writes all bytes to a descriptor; ends the program where that can't be done.
func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    if !writeAll(bytes, to: descriptor) { exit(descriptor == 1 ? 1 : 0) }
}

/// Writes all bytes to a descriptor; `false` where that can't be done, which `errno` explains.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    writeMost(bytes, to: descriptor) == bytes.count
}

/// Writes bytes to a descriptor and returns how many; fewer than all where that can't be done, which `errno` explains.
func writeMost(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
    var rest = bytes
    while let base = rest.baseAddress, !rest.isEmpty {
        let count = putBytes(descriptor, base, rest.count)
        if count < 0, errno == EINTR { continue }
        if count < 0 { break }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
    return bytes.count - rest.count
}

/// A text in which nothing moves the cursor, changes colours or turns the direction of writing.
func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
        if isUnsafe(scalar), scalar != "\n" {
            safe += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
            safe.unicodeScalars.append(scalar)
        }
    }
    return safe
}

private func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
    default: false
    }
}
