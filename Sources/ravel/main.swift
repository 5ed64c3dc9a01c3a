import RavelCommands

Ravel.start()
