// Steps of Ravel in a process of their own, for Benchmarks/run.sh; each prints one JSON object.
let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.dropFirst().map { $0 }) {
case ("read", let files) where files.count == 1: try read(files[0])
case ("sense", let files) where files.count == 1: try sense(files[0])
case ("analyze", let files) where files.count == 1: try analyze(files[0])
case ("pivot", let files) where files.count == 3: try pivot(store: files[0], indicators: files[1], hub: files[2])
default: fatalError("usage: BenchmarkSteps read FILE | sense CAPTURE | analyze FILE | pivot STORE INDICATORS ADDRESS")
}
