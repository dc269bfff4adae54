-- What does one of the told tables say, in an order that is always the same?
SELECT {columns} FROM {told} ORDER BY ALL
